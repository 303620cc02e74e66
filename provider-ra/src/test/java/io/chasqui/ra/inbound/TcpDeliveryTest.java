package io.chasqui.ra.inbound;

import io.chasqui.api.broker.Broker;

/** {@link DeliveryContract} with a broker elsewhere. */
class TcpDeliveryTest extends DeliveryContract {

    private Broker broker;

    @Override
    String start() throws Exception {
        broker = listening(brokerName, 0);
        return broker.addresses().get(0).toString();
    }

    @Override
    void stop() {
        broker.close();
    }
}
