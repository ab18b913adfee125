package dev.wadi.plugin.code;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects where classes use what is forbidden: calls, fields, method references and class literals. */
final class ForbiddenUses extends ClassVisitor {

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    private final ForbiddenCode forbidden;
    private final Map<String, Map<String, String>> found = new TreeMap<>();
    private String className = "";
    private String source = "";

    ForbiddenUses(ForbiddenCode forbidden) {
        super(Opcodes.ASM9);
        this.forbidden = forbidden;
    }

    /** What is used; for each, the methods with the first source line of each, in the order of the classes. */
    Map<String, Map<String, String>> found() {
        return found;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        className = dotted(name);
        source = className.substring(className.lastIndexOf('.') + 1);
        if (superName != null) {
            note(forbidden.type(dotted(superName)), className, 0);
        }
        if (interfaces != null) {
            for (String each : interfaces) {
                note(forbidden.type(dotted(each)), className, 0);
            }
        }
    }

    @Override
    public void visitSource(@Nullable String file, @Nullable String debug) {
        if (file != null) {
            source = file;
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new Body(name);
    }

    private void note(Optional<String> use, String where, int line) {
        use.ifPresent(name -> found.computeIfAbsent(name, key -> new LinkedHashMap<>())
                .putIfAbsent(where, line == 0 ? source : source + ":" + line));
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    /** One method. */
    private final class Body extends MethodVisitor {

        private final String where;
        private int line;

        Body(String method) {
            super(Opcodes.ASM9);
            String plain = LAMBDA.matcher(method).replaceFirst("$1");
            this.where = plain.startsWith("<") || plain.equals("static") || plain.equals("new")
                    ? className
                    : className + '.' + plain;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            call(owner, name);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            note(forbidden.type(dotted(owner)), where, line);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            note(forbidden.type(dotted(type)), where, line);
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            constant(bootstrap);
            for (Object argument : arguments) {
                constant(argument);
            }
        }

        private void constant(Object value) {
            switch (value) {
                case Handle handle -> call(handle.getOwner(), handle.getName());
                case Type type
                when type.getSort() == Type.OBJECT -> note(forbidden.type(type.getClassName()), where, line);
                case ConstantDynamic dynamic -> {
                    constant(dynamic.getBootstrapMethod());
                    for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                        constant(dynamic.getBootstrapMethodArgument(i));
                    }
                }
                default -> {
                    // A number or a text.
                }
            }
        }

        private void call(String owner, String name) {
            note(forbidden.call(dotted(owner), name), where, line);
        }
    }
}
