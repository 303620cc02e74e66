/**
 * The administered objects: connection factory and destinations (Jakarta Messaging 3.1, 5.1). Applications use it; start at
 * {@link io.chasqui.api.ChasquiConnectionFactory}.
 */
@NullMarked
package io.chasqui.api;

import org.jspecify.annotations.NullMarked;
