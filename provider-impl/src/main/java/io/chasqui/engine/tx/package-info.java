/**
 * Transactions: the work of a local transaction or of an XA branch, and the branches a broker knows. Start reading at
 * {@link io.chasqui.engine.tx.Work}.
 */
@NullMarked
package io.chasqui.engine.tx;

import org.jspecify.annotations.NullMarked;
