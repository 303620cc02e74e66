package io.chasqui.security;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates or the key in a PEM file (RFC 7468); what stands around them is left alone. Immutable. */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final String CONVERT = "; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW";

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();

    private record Block(String label, String base64) {}

    private PemFile(Path file, String text) {
        this.file = file;
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
    }

    static PemFile read(Path file) throws SecurityFileException {
        return new PemFile(file, SecurityFiles.read(file));
    }

    /** At least one, in the order of the file. */
    List<X509Certificate> certificates() throws SecurityFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals("CERTIFICATE")) {
                certificates.add(certificate(block, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new SecurityFileException(
                    file,
                    "there is no certificate in it: PEM has a block between BEGIN CERTIFICATE and END CERTIFICATE"
                            + " for each, and a file of PKCS#12 has a name that ends in .p12 or .pfx",
                    null);
        }
        return certificates;
    }

    private X509Certificate certificate(Block block, int number) throws SecurityFileException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decode(block)));
        } catch (CertificateException malformed) {
            throw new SecurityFileException(
                    file, "certificate number " + number + " is damaged; copy it anew from where it came", malformed);
        }
    }

    private byte[] decode(Block block) throws SecurityFileException {
        try {
            return Base64.getMimeDecoder().decode(block.base64);
        } catch (IllegalArgumentException malformed) {
            throw new SecurityFileException(
                    file, "what stands in BEGIN " + block.label + " is no base64; copy it anew", malformed);
        }
    }

    /** @param algorithm that of the certificate the key belongs to */
    PrivateKey privateKey(String algorithm) throws SecurityFileException {
        for (Block block : blocks) {
            if (block.label.equals("PRIVATE KEY")) {
                return privateKey(block, algorithm);
            }
            if (block.label.equals("ENCRYPTED PRIVATE KEY")) {
                throw new SecurityFileException(
                        file,
                        "the private key is encrypted, which is not supported in PEM; take a file of PKCS#12 with a"
                                + " passphrase instead, or decrypt it with: openssl pkcs8 -in OLD -out NEW",
                        null);
            }
            if (block.label.endsWith(" PRIVATE KEY")) {
                throw new SecurityFileException(
                        file, "the private key is in an older form (" + block.label + "), not PKCS#8" + CONVERT, null);
            }
        }
        throw new SecurityFileException(
                file,
                "there is no private key in it: PEM has a block between BEGIN PRIVATE KEY and END PRIVATE KEY",
                null);
    }

    private PrivateKey privateKey(Block block, String algorithm) throws SecurityFileException {
        byte[] encoded = decode(block);
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException | NoSuchAlgorithmException other) {
            throw new SecurityFileException(
                    file,
                    "the private key is damaged or of another kind than that of the certificate (" + algorithm
                            + "); take the key the certificate was issued for",
                    other);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }
}
