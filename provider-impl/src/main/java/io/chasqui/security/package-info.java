/**
 * Who may use the broker, and for what: users, proofs of identity, permissions, TLS. Start at {@link
 * io.chasqui.security.Gate} for the broker's side and {@link io.chasqui.security.Proof} for the client's.
 */
@NullMarked
package io.chasqui.security;

import org.jspecify.annotations.NullMarked;
