package io.chasqui.samples.enterprise.shop;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/**
 * Takes orders. The row in the database and the message to the clerk belong to the transaction that the container begins
 * for {@link #take}: both are there when it returns, or neither when it throws.
 */
@Stateless
public class OrderDesk {

    @Inject
    @JMSConnectionFactory("jms/factory")
    private JMSContext context;

    /** An administered object: which queue it is, the server says. */
    @Resource(lookup = "java:comp/env/jms/orders")
    private Queue orders;

    @Inject
    private OrderBook book;

    /**
     * Takes one order.
     *
     * @param quantity at least 1
     * @return its number
     */
    public int take(String item, int quantity) {
        int number = book.write(item, quantity);
        context.createProducer().setProperty("number", number).send(orders, item);
        return number;
    }
}
