package io.chasqui.security;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.SecuritySettings;
import io.chasqui.api.security.AccessPolicy;
import io.chasqui.api.security.AccessTarget;
import io.chasqui.api.security.Operation;
import io.chasqui.security.UserLine.InvalidException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a file of permissions says: the first line that matches decides, and what no line matches is denied. Immutable. */
public final class PermissionTable implements AccessPolicy {

    private final List<PermissionRule> rules;

    PermissionTable(List<PermissionRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Who decides about permissions; null when everything is allowed.
     *
     * @param executor reads the file anew when it has changed
     * @throws SecurityFileException when there is a file of permissions and it cannot be used
     */
    public static @Nullable AccessPolicy of(BrokerConfiguration configuration, Executor executor)
            throws SecurityFileException {
        SecuritySettings settings = configuration.security();
        if (settings.accessPolicy() != null || settings.permissionFile().isEmpty()) {
            return settings.accessPolicy();
        }
        Watched<PermissionTable> file =
                new Watched<>(Path.of(settings.permissionFile()), PermissionTable::read, System::nanoTime, executor);
        return (user, roles, operation, target) -> file.get().allows(user, roles, operation, target);
    }

    static PermissionTable read(Path file) throws SecurityFileException {
        List<String> lines = SecurityFiles.read(file).lines().toList();
        List<PermissionRule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    rules.add(PermissionRule.parse(line));
                } catch (InvalidException invalid) {
                    throw new SecurityFileException(file, i + 1, String.valueOf(invalid.getMessage()));
                }
            }
        }
        return new PermissionTable(rules);
    }

    @Override
    public boolean allows(@Nullable String user, Set<String> roles, Operation operation, AccessTarget target) {
        for (PermissionRule rule : rules) {
            if (rule.matches(user, roles, operation, target)) {
                return rule.allows();
            }
        }
        return false;
    }
}
