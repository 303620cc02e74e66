/**
 * The providers that are compared: how each is started, set up and connected to. Only {@link
 * io.chasqui.benchmarks.compare.providers.ChasquiProvider} is compiled against its provider; the others are called by
 * reflection, so that this module is built without them. A provider's classes are loaded only in its own processes.
 */
@NullMarked
package io.chasqui.benchmarks.compare.providers;

import org.jspecify.annotations.NullMarked;
