package io.chasqui.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes certificates with the JDK's keytool. */
public final class TestCertificates {

    public static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    public TestCertificates(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("all.p12");
    }

    /** Makes a key pair with a certificate under an alias of the store, of elliptic curves unless the options say otherwise. */
    public void make(String alias, String... more) throws IOException, InterruptedException {
        List<String> options =
                new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias + ",O=Test"));
        options.addAll(List.of(more));
        if (!options.contains("-keyalg")) {
            options.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        keytool(options);
    }

    private void keytool(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(directory.resolve("keytool.log")));
        }
    }

    private KeyStore store() throws Exception {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    /** The chain of an alias as PEM. */
    public Path chain(String alias) throws Exception {
        StringBuilder text = new StringBuilder("what is not in a block does not count\n");
        for (Certificate each : store().getCertificateChain(alias)) {
            text.append(pem("CERTIFICATE", each.getEncoded()));
        }
        return Files.writeString(directory.resolve(alias + ".pem"), text);
    }

    /** The key of an alias as PEM. */
    public Path key(String alias) throws Exception {
        Key key = store().getKey(alias, PASSWORD.toCharArray());
        return Files.writeString(directory.resolve(alias + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    }

    /** A file of PKCS#12 with the key and chain of each alias. */
    public Path pkcs12(String file, String... aliases) throws Exception {
        KeyStore made = KeyStore.getInstance("PKCS12");
        made.load(null, null);
        for (String alias : aliases) {
            made.setKeyEntry(
                    alias,
                    store().getKey(alias, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    store().getCertificateChain(alias));
        }
        return write(made, file);
    }

    /** A file of PKCS#12 that trusts the certificate of the alias. */
    public Path trust(String file, String alias) throws Exception {
        KeyStore made = KeyStore.getInstance("PKCS12");
        made.load(null, null);
        made.setCertificateEntry(alias, store().getCertificate(alias));
        return write(made, file);
    }

    private Path write(KeyStore made, String file) throws Exception {
        Path path = directory.resolve(file);
        try (var out = Files.newOutputStream(path)) {
            made.store(out, PASSWORD.toCharArray());
        }
        return path;
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
