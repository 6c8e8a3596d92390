/**
 * Who a client is: the ways of authentication behind logic's {@link io.goim.logic.Authenticator}.
 *
 * <ol>
 *   <li>Nothing blocks an event loop: signatures are verified on threads with a bounded queue in front,
 *       calls of other servers are asynchronous and bounded in time, number and size.
 *   <li>"No" and "cannot say" are different answers. A client is refused only when somebody has looked
 *       at its token and found it wrong; everything else says that it may come back.
 *   <li>The algorithm of a signature comes from the key, never from the token ({@code KeySet}).
 *       Cryptography is Nimbus' and the JDK's; there is none here.
 *   <li>What a trusted party has said is never changed by what the client says.
 *   <li>The setting {@code goim.auth} alone chooses ({@link io.goim.auth.AuthenticatorChoice}).
 *   <li>No token and no secret is ever logged.
 * </ol>
 *
 * <p>Not here: what an identity means (logic), who may join which room once it is in (comet).
 */
package io.goim.auth;
