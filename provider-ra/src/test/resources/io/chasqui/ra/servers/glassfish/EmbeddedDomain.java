import java.util.List;
import java.util.Scanner;
import org.glassfish.embeddable.CommandResult;
import org.glassfish.embeddable.CommandResult.ExitStatus;
import org.glassfish.embeddable.GlassFish;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/**
 * GlassFish in this JVM, with the port of the applications as its argument: starts it, carries out the commands of asadmin
 * that come line by line, says DONE or FAILED after each, and ends with its input.
 */
final class EmbeddedDomain {

    public static void main(String[] arguments) throws Exception {
        GlassFishProperties properties = new GlassFishProperties();
        properties.setPort("http-listener", Integer.parseInt(arguments[0]));
        properties.setProperty(
                "embedded-glassfish-config.server.network-config.network-listeners.network-listener.http-listener.address",
                "127.0.0.1");
        GlassFish domain = GlassFishRuntime.bootstrap().newGlassFish(properties);
        domain.start();
        System.out.println("EMBEDDED READY");
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            List<String> words = List.of(lines.nextLine().strip().split("\\s+"));
            CommandResult result = domain.getCommandRunner()
                    .run(words.get(0), words.subList(1, words.size()).toArray(String[]::new));
            boolean failed = result.getExitStatus() == ExitStatus.FAILURE;
            System.out.println(words + ": " + result.getOutput() + (failed ? " " + result.getFailureCause() : ""));
            System.out.println(failed ? "EMBEDDED FAILED" : "EMBEDDED DONE");
        }
        domain.dispose();
        System.exit(0);
    }
}
