package io.chasqui.api.spi;

/**
 * What the provider's connections tell beside {@link jakarta.jms.Connection}, for pools: whether one can still be used, without
 * asking the broker. Any thread may ask.
 */
public interface ConnectionState {

    /** Whether it is closed, or has lost its broker for good: nothing but closing it makes sense. */
    boolean isLost();

    /** Whether the broker is out of reach at present, and the connection tries to reach it again. */
    boolean isInterrupted();
}
