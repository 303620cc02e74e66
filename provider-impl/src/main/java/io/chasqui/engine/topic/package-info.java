/**
 * Topics, and the subscriptions among which a published message is spread out. Each subscription is a backlog like a
 * queue's, and lives on its topic's loop. Start reading at {@link io.chasqui.engine.topic.TopicActor}.
 */
@NullMarked
package io.chasqui.engine.topic;

import org.jspecify.annotations.NullMarked;
