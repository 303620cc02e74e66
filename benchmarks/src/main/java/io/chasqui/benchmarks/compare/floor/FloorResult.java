package io.chasqui.benchmarks.compare.floor;

/**
 * One limit of the machine.
 *
 * @param name what was done
 * @param value how much
 * @param unit of what
 */
public record FloorResult(String name, double value, String unit) {}
