/**
 * The work that is compared. Everything here uses {@code jakarta.jms} and nothing of any provider: start reading at {@link
 * io.chasqui.benchmarks.compare.scenarios.Scenarios}.
 */
@NullMarked
package io.chasqui.benchmarks.compare.scenarios;

import org.jspecify.annotations.NullMarked;
