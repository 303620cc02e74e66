package io.chasqui.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerOptions;
import io.chasqui.api.broker.NetworkSettings;
import io.chasqui.api.option.ExternalName;
import io.chasqui.api.option.Option;
import io.chasqui.api.option.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/OPTIONS.md the same as the tables of options; writes it with {@code -Dchasqui.docs.update=true}. */
class OptionsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "OPTIONS.md");
    private static final String UPDATE =
            "mvn -q test -pl provider-api -Dtest=OptionsDocumentTest -Dchasqui.docs.update=true";

    @Test
    void theDocumentSaysWhatTheTablesSay() throws IOException {
        String expected = document();
        if (Boolean.getBoolean("chasqui.docs.update")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, expected);
        }

        String found = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "(there is no such file)";

        assertEquals(expected, found, "docs/OPTIONS.md is stale; write it anew with: " + UPDATE);
    }

    private static String document() {
        return """
                # Options

                This file is made from the tables `FactoryOptions` and `BrokerOptions`. Change those, and then run `%s`.

                ## Connection factory

                Each option is a query parameter of the address, as in `vm://orders?prefetch=5&clientId=till`, and a property of \
                `ChasquiConnectionFactory` (`setPrefetch(5)`; the setter of `clientId` is `setClientID`). The last call wins: \
                setting an address sets the options that it names and leaves the others as they are. Values in an address are \
                percent-encoded. An address is `vm://NAME`, `tcp://HOST:PORT`, `tls://HOST:PORT`, or a list \
                `(tcp://HOST:PORT,tcp://HOST:PORT)` with the options behind it.

                %s
                ## Broker

                Each option is a query parameter of a `vm` address, as in `vm://orders?broker.maxDeliveries=5`, and a method of \
                `BrokerConfiguration.builder()` without the prefix. Beyond these, the builder takes an `Authenticator` in place of \
                the users, and an `AccessPolicy` in place of the file of permissions. What they mean together says \
                [SECURITY.md](SECURITY.md).

                %s
                ## A broker that runs on its own

                `chasqui run` takes the same options without the prefix `broker.`, and `name` for the name of the broker. What \
                says something first counts, in this order: the command line (`--set maxDeliveries=5`; `--data`, `--listen` and \
                `--name` are short for three of them), a system property, an environment variable, the file \
                `conf/chasqui.properties` (or the one that `--config` names), the default. Two defaults differ from those above: \
                `listen` is `tcp://127.0.0.1:%d`, and `dataDirectory` is `data` in the directory of the distribution. A directory \
                that is not absolute begins at the directory the broker is started in. What is unknown on the command line or in \
                the file is an error; unknown properties and variables are left alone, with a warning when one looks like a slip.

                %s""".formatted(
                        UPDATE,
                        table(FactoryOptions.TABLE, new ChasquiConnectionFactory()),
                        table(BrokerOptions.TABLE, BrokerConfiguration.builder().build()),
                        NetworkSettings.DEFAULT_PORT,
                        spellings());
    }

    private static String spellings() {
        StringBuilder text =
                new StringBuilder("| File, `--set` | System property | Environment variable |\n|---|---|---|\n");
        Stream.concat(
                        Stream.of(new ExternalName("name")),
                        BrokerOptions.TABLE.options().stream().map(ExternalName::of))
                .forEach(name -> text.append("| `")
                        .append(name.key())
                        .append("` | `")
                        .append(name.systemProperty())
                        .append("` | `")
                        .append(name.environmentVariable())
                        .append("` |\n"));
        return text.toString();
    }

    private static <S, T> String table(OptionTable<S, T> table, S defaults) {
        StringBuilder text = new StringBuilder("| Option | Value | Default | Meaning |\n|---|---|---|---|\n");
        for (Option<S, T, ?> option : table.options()) {
            text.append("| `").append(option.name()).append("` | ");
            text.append(option.type().rule().replace("*", "\\*")).append(" | ");
            text.append(defaultOf(option, defaults)).append(" | ");
            text.append(option.meaning()).append(" |\n");
        }
        return text.toString();
    }

    private static <S, T> String defaultOf(Option<S, T, ?> option, S defaults) {
        String computed = option.computedDefault();
        if (computed != null) {
            return computed;
        }
        String value = option.textOf(defaults);
        return value.isEmpty() ? "(empty)" : "`" + value + "`";
    }
}
