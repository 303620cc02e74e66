/**
 * The broker's half of connections and sessions: who is connected, what each session consumes, holds and has under way.
 * Start reading at {@link io.chasqui.engine.session.ConnectionActor}, then {@link
 * io.chasqui.engine.session.SessionActor}.
 */
@NullMarked
package io.chasqui.engine.session;

import org.jspecify.annotations.NullMarked;
