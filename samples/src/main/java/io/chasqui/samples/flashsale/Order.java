package io.chasqui.samples.flashsale;

/** One order: what one line of the file says. {@link OrderParser} makes it, and keeps its numbers in bounds. */
record Order(String id, String customer, String item, int quantity, long priceCents) {

    long totalCents() {
        return quantity * priceCents;
    }
}
