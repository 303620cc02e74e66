package io.chasqui.selector;

import io.chasqui.selector.OracleTree.Alike;
import io.chasqui.selector.OracleTree.Both;
import io.chasqui.selector.OracleTree.Calculation;
import io.chasqui.selector.OracleTree.Compared;
import io.chasqui.selector.OracleTree.Constant;
import io.chasqui.selector.OracleTree.Either;
import io.chasqui.selector.OracleTree.Enclosed;
import io.chasqui.selector.OracleTree.Listed;
import io.chasqui.selector.OracleTree.Literal;
import io.chasqui.selector.OracleTree.Name;
import io.chasqui.selector.OracleTree.Null;
import io.chasqui.selector.OracleTree.Opposite;
import io.chasqui.selector.OracleTree.Range;
import io.chasqui.selector.OracleTree.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes a tree as a selector, with letter case, white space and redundant parentheses by chance. */
final class OraclePrinter {

    private static final List<String> SPACES = List.of(" ", "  ", "\t", "\n", "\r\n", "\f ");

    private final Random random;
    private final List<String> tokens = new ArrayList<>();

    private OraclePrinter(Random random) {
        this.random = random;
    }

    static String print(OracleTree.Truth tree, Random random) {
        OraclePrinter printer = new OraclePrinter(random);
        printer.write(tree, 0);
        return printer.joined();
    }

    /** The grammar's level of a tree: higher ones bind tighter. */
    private static int level(OracleTree tree) {
        if (tree instanceof Either) {
            return 1;
        } else if (tree instanceof Both) {
            return 2;
        } else if (tree instanceof Opposite) {
            return 3;
        } else if (tree instanceof Calculation t) {
            return t.operator() == '+' || t.operator() == '-' ? 5 : 6;
        } else if (tree instanceof Sign) {
            return 7;
        } else if (tree instanceof Name || tree instanceof Literal || tree instanceof Enclosed) {
            return 8;
        }
        return 4;
    }

    /** Writes a tree where the grammar wants one of at least this level. */
    private void write(OracleTree tree, int least) {
        boolean parentheses = level(tree) < least || random.nextInt(12) == 0;
        if (parentheses) {
            add("(");
        }
        if (tree instanceof OracleTree.Value value && !(tree instanceof Name)) {
            writeValue(value);
        } else {
            writeTruth((OracleTree.Truth) tree);
        }
        if (parentheses) {
            add(")");
        }
    }

    private void writeValue(OracleTree.Value tree) {
        if (tree instanceof Literal t) {
            add(t.text());
        } else if (tree instanceof Enclosed t) {
            add("(");
            write(t.condition(), 0);
            add(")");
        } else if (tree instanceof Sign t) {
            add(String.valueOf(t.sign()));
            write(t.operand(), 7);
        } else if (tree instanceof Calculation t) {
            write(t.left(), level(t));
            add(String.valueOf(t.operator()));
            write(t.right(), level(t) + 1);
        }
    }

    private void writeTruth(OracleTree.Truth tree) {
        if (tree instanceof Name t) {
            add(t.name());
        } else if (tree instanceof Constant t) {
            word(t.value() ? "true" : "false");
        } else if (tree instanceof Both t) {
            write(t.left(), 2);
            word("and");
            write(t.right(), 2);
        } else if (tree instanceof Either t) {
            write(t.left(), 1);
            word("or");
            write(t.right(), 1);
        } else if (tree instanceof Opposite t) {
            word("not");
            write(t.operand(), 3);
        } else if (tree instanceof Compared t) {
            write(t.left(), 5);
            add(t.operator());
            write(t.right(), 5);
        } else {
            writePredicate(tree);
        }
    }

    private void writePredicate(OracleTree.Truth tree) {
        if (tree instanceof Range t) {
            write(t.value(), 5);
            word(t.negated() ? "not between" : "between");
            write(t.low(), 5);
            word("and");
            write(t.high(), 5);
        } else if (tree instanceof Listed t) {
            add(t.name().name());
            word(t.negated() ? "not in" : "in");
            add("(");
            for (int i = 0; i < t.texts().size(); i++) {
                if (i > 0) {
                    add(",");
                }
                add(quoted(t.texts().get(i)));
            }
            add(")");
        } else if (tree instanceof Alike t) {
            add(t.name().name());
            word(t.negated() ? "not like" : "like");
            add(quoted(pattern(t)));
            if (!t.escape().isEmpty()) {
                word("escape");
                add(quoted(t.escape()));
            }
        } else if (tree instanceof Null t) {
            add(t.name().name());
            word(t.negated() ? "is not null" : "is null");
        } else {
            throw new AssertionError(tree);
        }
    }

    private static String pattern(Alike tree) {
        StringBuilder pattern = new StringBuilder();
        for (String part : tree.parts()) {
            if (!part.startsWith("=")) {
                pattern.append(part);
            } else {
                String literal = part.substring(1);
                boolean escaped = literal.equals("_") || literal.equals("%") || literal.equals(tree.escape());
                pattern.append(escaped ? tree.escape() : "").append(literal);
            }
        }
        return pattern.toString();
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void word(String words) {
        for (String word : words.split(" ")) {
            StringBuilder written = new StringBuilder();
            for (char letter : word.toCharArray()) {
                written.append(random.nextBoolean() ? String.valueOf(letter).toUpperCase(Locale.ROOT) : letter);
            }
            add(written.toString());
        }
    }

    private void add(String token) {
        tokens.add(token);
    }

    private String joined() {
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            if (!text.isEmpty() && (random.nextBoolean() || needSpace(text.charAt(text.length() - 1), token))) {
                text.append(SPACES.get(random.nextInt(SPACES.size())));
            }
            text.append(token);
        }
        return text.toString();
    }

    private static boolean needSpace(char last, String token) {
        char first = token.charAt(0);
        return isPartOfWord(last) && isPartOfWord(first) || last == '-' && first == '-';
    }

    private static boolean isPartOfWord(char c) {
        return Character.isJavaIdentifierPart(c) || c == '.';
    }
}
