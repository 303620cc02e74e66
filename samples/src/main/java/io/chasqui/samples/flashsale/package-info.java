/**
 * A flash sale: orders arrive in one burst, wait in a queue and are worked off at a steady pace, each exactly once.
 *
 * <pre>
 *  file ─&gt; Burst ─&gt; queue "orders" ─&gt; Worker × N ──&gt; Ledger
 *                                        │ one transaction per order
 *                                        ├─&gt; queue "payments" ─&gt; EventListener
 *                                        └─&gt; topic "stock" ─┬─ subscription "warehouse" ─&gt; EventListener × 2
 *                                                           └─ subscription "analytics" ─&gt; EventListener × 2
 * </pre>
 *
 * <p>Nothing here is special to one provider but the line that makes the connection factory. Nobody imports this package.
 * Start reading at {@link io.chasqui.samples.flashsale.Sale}, then {@link io.chasqui.samples.flashsale.Worker}.
 */
@NullMarked
package io.chasqui.samples.flashsale;

import org.jspecify.annotations.NullMarked;
