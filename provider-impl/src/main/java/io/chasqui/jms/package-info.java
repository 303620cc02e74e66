/**
 * The Jakarta Messaging objects of the client half: connections, sessions, producers, consumers, browsers, contexts, XA
 * and connection consumers. It sees the broker through {@code io.chasqui.protocol} only; {@code io.chasqui.boot} is the
 * one package that uses it, beside the resource adapter, which uses {@link io.chasqui.jms.SimplifiedApi}.
 *
 * <p>Who runs what:
 *
 * <ul>
 *   <li>a <em>broker's thread</em> runs {@link io.chasqui.jms.BrokerLink}'s event methods and what they call; it never
 *       blocks and never runs code of the application;
 *   <li><em>application threads</em> run everything that implements a Jakarta interface;
 *   <li>the connection's own threads ({@link io.chasqui.jms.ClientThreads}) run listeners, one at a time for each
 *       session.
 * </ul>
 *
 * <p>A message comes up through {@code BrokerLink} → {@link io.chasqui.jms.Inbox} (buffer and credit) → {@link
 * io.chasqui.jms.Receiver} or {@link io.chasqui.jms.ListenerDispatch} → the application, and goes down through {@link
 * io.chasqui.jms.MessageSender} → {@link io.chasqui.jms.SendWindow} → {@code BrokerLink}.
 *
 * <p>Start reading at {@link io.chasqui.jms.JmsOpener}, then {@link io.chasqui.jms.SessionCore} and {@link
 * io.chasqui.jms.Inbox}.
 */
@NullMarked
package io.chasqui.jms;

import org.jspecify.annotations.NullMarked;
