/** Tests of users, proofs, permissions and TLS. */
@org.jspecify.annotations.NullMarked
package io.chasqui.security;
