/**
 * What a network link carries, in bytes: frames, what two ends say to each other to begin and keep a link, commands and
 * events. docs/PROTOCOL.md describes the bytes. Nothing here trusts what it reads. Start at {@link io.chasqui.wire.LinkFrame}.
 */
@NullMarked
package io.chasqui.wire;

import org.jspecify.annotations.NullMarked;
