package io.chasqui.engine.record;

import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from; {@code noLocal} asks for it.
 *
 * @param connectionId the sending connection
 * @param clientId its client ID, null for none
 */
public record Origin(String connectionId, @Nullable String clientId) {}
