/**
 * A small shop: what to copy from. An order arrives over HTTP, is written to the database and sent to a queue in one
 * transaction, and a message-driven bean books it in another. Start reading at
 * {@link io.chasqui.samples.enterprise.shop.OrderServlet}.
 */
@NullMarked
package io.chasqui.samples.enterprise.shop;

import org.jspecify.annotations.NullMarked;
