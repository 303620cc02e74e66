/**
 * The file system as journal and checkpoints see it: few operations, each with a stated promise about what survives a
 * crash. A simulated disk takes its place in tests. Used by {@code journal}, {@code checkpoint} and {@code boot}. Start
 * reading at {@link io.chasqui.disk.Directory}.
 */
@NullMarked
package io.chasqui.disk;

import org.jspecify.annotations.NullMarked;
