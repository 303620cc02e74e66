package io.chasqui.ra.inbound;

/** {@link DeliveryContract} with a broker inside the adapter. */
class VmDeliveryTest extends DeliveryContract {

    @Override
    String start() {
        return "vm://" + brokerName;
    }

    @Override
    void stop() {
        // The adapter does that.
    }
}
