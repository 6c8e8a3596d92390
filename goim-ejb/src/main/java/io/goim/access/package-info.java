/**
 * Who may call the HTTP API, and for what.
 *
 * <ol>
 *   <li>Closed unless somebody opened it: without a setting only callers on this machine are served,
 *       and a call that says nothing of what it needs needs the role of an administrator.
 *   <li>A key is 256 random bits, so one SHA-256 of it can be stored; hashes are compared in constant
 *       time. Neither keys nor tokens are ever logged; names of keys are.
 *   <li>The file of keys is the truth while the node runs, too: a key whose line is gone, or can no
 *       longer be read, is refused within seconds.
 *   <li>"Who are you" (401), "not you" (403) and "cannot say" (503) are different answers.
 * </ol>
 *
 * <p>Not here: HTTP (io.goim.web), who clients are (io.goim.auth).
 */
package io.goim.access;
