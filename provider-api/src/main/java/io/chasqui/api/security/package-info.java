/**
 * What a broker asks about who may use it. Applications and administrators implement it; start at {@link
 * io.chasqui.api.security.Authenticator}.
 */
@NullMarked
package io.chasqui.api.security;

import org.jspecify.annotations.NullMarked;
