package io.chasqui.samples.enterprise.checks;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code GET /checks} lists the names; {@code GET /checks/NAME} runs one and answers in plain text: {@code PASS} and what was
 * seen with status 200, or {@code FAIL}, why, and a stack trace with status 500; 404 for a name that is not in the list.
 */
@WebServlet(urlPatterns = {"/checks", "/checks/*"})
public class ChecksServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Map<String, Check> checks = new TreeMap<>();

    @Inject
    private transient TransactionChecks transactions;

    @Inject
    private transient ContextChecks contexts;

    @Inject
    private transient DeliveryChecks deliveries;

    @Inject
    private transient InDoubtChecks inDoubt;

    @Inject
    private transient DefinitionChecks definitions;

    @Override
    public void init() {
        checks.put("send-commit", transactions::sendAndCommit);
        checks.put("send-rollback", transactions::sendAndRollBack);
        checks.put("send-outside", transactions::sendOutside);
        checks.put("receive-rollback", transactions::receiveAndRollBack);
        checks.put("no-transaction", transactions::sendThroughPlainPool);
        checks.put("injected-context", contexts::injected);
        checks.put("created-context", contexts::created);
        checks.put("default-factory", contexts::defaultFactory);
        checks.put("default-context", contexts::defaultContext);
        checks.put("mdb-commit", deliveries::commit);
        checks.put("mdb-exception", deliveries::exception);
        checks.put("mdb-rollback-only", deliveries::rollbackOnly);
        checks.put("selector", deliveries::selector);
        checks.put("durable", deliveries::durable);
        checks.put("shared", deliveries::shared);
        checks.put("definitions", definitions::defined);
        checks.put("halt-in-commit", inDoubt::haltInCommit);
        checks.put("after-halt", inDoubt::afterHalt);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        PrintWriter answer = response.getWriter();
        String path = request.getPathInfo();
        if (path == null || path.equals("/")) {
            checks.keySet().forEach(answer::println);
            return;
        }
        Check check = checks.get(path.substring(1));
        if (check == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            answer.println("There is no check of that name. There are: " + String.join(", ", checks.keySet()));
            return;
        }
        run(check, response, answer);
    }

    private static void run(Check check, HttpServletResponse response, PrintWriter answer) {
        try {
            answer.println("PASS " + check.run());
        } catch (Exception | LinkageError e) {
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            answer.println("FAIL " + (e instanceof FailedCheck ? e.getMessage() : e));
            e.printStackTrace(answer);
        }
    }
}
