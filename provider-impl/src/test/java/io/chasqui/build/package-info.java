/**
 * The build's own checks: layers, package cycles, sizes, names and banned calls over the sources of all modules.
 *
 * <p>Nobody imports it. Start reading at {@link io.chasqui.build.ArchitectureTest} and {@link io.chasqui.build.TidyTest};
 * what is allowed stands in {@link io.chasqui.build.Layers} and {@link io.chasqui.build.Exemptions}.
 */
@NullMarked
package io.chasqui.build;

import org.jspecify.annotations.NullMarked;
