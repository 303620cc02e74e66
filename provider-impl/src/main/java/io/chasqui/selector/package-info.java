/**
 * Message selectors: the condition language of Jakarta Messaging 3.1, 3.8.1, over the headers and properties of a
 * {@link io.chasqui.message.Message}.
 *
 * <pre>
 * text ── Lexer ──> tokens ── Parser ──> Condition ── test(message) ──> Ternary
 *
 * Selector selector = Selector.parse("region = 'Cusco' AND weight &gt; 2");   // once, when a consumer is made
 * if (selector.matches(message)) { … }                                     // for each message, on any thread
 * </pre>
 *
 * <p>Uses {@code message} only; the engine and the Jakarta Messaging objects use it. Start reading at
 * {@link io.chasqui.selector.Selector}, whose Javadoc also lists what Chasqui decided where the specification leaves a
 * choice; the tree is {@link io.chasqui.selector.Condition} and {@link io.chasqui.selector.Operand}.
 */
@NullMarked
package io.chasqui.selector;

import org.jspecify.annotations.NullMarked;
