/** Queues and topics that an administrator defines in the application server, and applications look up. */
@NullMarked
package io.chasqui.ra.admin;

import org.jspecify.annotations.NullMarked;
