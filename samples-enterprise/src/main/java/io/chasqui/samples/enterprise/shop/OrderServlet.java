package io.chasqui.samples.enterprise.shop;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /orders?item=cup&quantity=3} takes an order and answers with its number, 400 when it is not one; {@code GET
 * /orders?number=7} answers with its state ({@code TAKEN}, then {@code BOOKED}), 404 when there is no such order.
 */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient OrderDesk desk;

    @Inject
    private transient OrderBook book;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable String item = request.getParameter("item");
        int quantity = number(request.getParameter("quantity"));
        if (item == null || item.isBlank() || quantity < 1) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "An order has an item and a quantity of at least 1.");
        } else {
            answer(response, HttpServletResponse.SC_OK, Integer.toString(desk.take(item, quantity)));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable String state = book.stateOf(number(request.getParameter("number")));
        if (state == null) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, "There is no such order.");
        } else {
            answer(response, HttpServletResponse.SC_OK, state);
        }
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().println(text);
    }
}
