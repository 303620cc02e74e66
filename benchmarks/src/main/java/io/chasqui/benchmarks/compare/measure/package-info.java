/**
 * What a run is judged by: the sequence of what arrives, the time that it took, the processor time and memory of the
 * processes, and the result that all this makes. Nothing here knows of messages or providers.
 */
@NullMarked
package io.chasqui.benchmarks.compare.measure;

import org.jspecify.annotations.NullMarked;
