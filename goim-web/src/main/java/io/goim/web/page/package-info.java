/**
 * What surrounds the demo page and everything outside {@code /goim}: security headers, and errors as
 * JSON.
 *
 * <ol>
 *   <li>A node serves nothing of a role that it does not have.
 *   <li>Pages load nothing from other hosts and may not be framed.
 *   <li>Whatever is not there or not allowed is answered in JSON, like the HTTP API's own errors.
 * </ol>
 *
 * <p>Not here: the page itself (static files of the archive), the HTTP API.
 */
package io.goim.web.page;
