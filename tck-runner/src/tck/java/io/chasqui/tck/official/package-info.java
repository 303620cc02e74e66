/**
 * What a run of the official TCK needs from this project: the log of a failed test, and the count at the end. Built in the
 * profile {@code tck} only.
 *
 * <p>Nobody imports it. Start reading at {@link io.chasqui.tck.official.TckCount}.
 */
@NullMarked
package io.chasqui.tck.official;

import org.jspecify.annotations.NullMarked;
