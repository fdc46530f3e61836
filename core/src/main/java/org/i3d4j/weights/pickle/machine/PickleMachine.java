package org.i3d4j.weights.pickle.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.error.WeightsException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one pickle. Objects are built by the instructions alone, one after the other and without recursion, so nesting
 * and objects that hold themselves cost nothing; the number of instructions is bounded.
 */
public final class PickleMachine {
    private static final int HIGHEST_PROTOCOL = 5;
    private static final int MAXIMUM_INTEGER_BYTES = 255;

    @FunctionalInterface
    private interface Instruction {
        void run();
    }

    private final @Nullable Instruction[] instructions = new Instruction[256];
    private final PickleInput in;
    private final PickleStack stack = new PickleStack();
    private final Map<Long, Object> memo = new HashMap<>();
    private final Map<String, StorageRef> storages = new HashMap<>();
    private final WorkBudget budget = new WorkBudget();
    private boolean stopped;

    private PickleMachine(PickleInput in) {
        this.in = in;
        defineNumbers();
        defineText();
        defineTuplesAndLists();
        defineDictsAndSets();
        defineMemo();
        defineCalls();
        defineRefused();
    }

    /**
     * Reads one pickle up to its end; {@code in} then stands behind it.
     *
     * @throws WeightsException with the place, if it is damaged, takes too much, or refers to anything but tensors,
     *     arrays, numbers, text and collections
     */
    public static Unpickled read(PickleInput in) {
        var machine = new PickleMachine(in);
        long position = in.position();
        try {
            while (!machine.stopped) {
                position = in.position();
                machine.step();
            }
            return new Unpickled(machine.stack.pop(), machine.storages);
        } catch (WeightsException e) {
            throw new WeightsException(in.source() + ": byte " + position + ": " + e.getMessage(), e);
        }
    }

    private void step() {
        budget.spend(1);
        int code = in.unsignedByte();
        Instruction instruction = instructions[code];
        if (instruction == null) {
            throw new WeightsException("damaged: 0x" + Integer.toHexString(code) + " is no instruction of a pickle");
        }
        instruction.run();
    }

    private void define(int code, Instruction instruction) {
        instructions[code] = instruction;
    }

    private void defineNumbers() {
        define('N', () -> stack.push(PyNone.NONE));
        define(0x88, () -> stack.push(true));
        define(0x89, () -> stack.push(false));
        define('J', () -> stack.push((long) in.signedInt()));
        define('K', () -> stack.push((long) in.unsignedByte()));
        define('M', () -> stack.push((long) in.unsignedShort()));
        define('G', () -> stack.push(in.bigEndianDouble()));
        define(0x8a, () -> stack.push(integer(in.unsignedByte())));
        define(0x8b, () -> stack.push(integer(in.signedInt())));
        define('I', () -> stack.push(integerOrBoolean(in.line())));
        define('L', () -> stack.push(PickleText.longInteger(in.line())));
        define('F', () -> stack.push(PickleText.decimal(in.line())));
    }

    /** An integer of {@code count} bytes, little-endian. */
    private Object integer(int count) {
        if (count < 0 || count > MAXIMUM_INTEGER_BYTES) {
            throw new WeightsException(
                    "an integer of " + count + " bytes; at most " + MAXIMUM_INTEGER_BYTES + " are allowed");
        }
        return PickleText.integer(in.bytes(count));
    }

    private static Object integerOrBoolean(String line) {
        return switch (line) {
            case "00" -> false;
            case "01" -> true;
            default -> PickleText.integer(line);
        };
    }

    private void defineText() {
        define('X', () -> stack.push(in.utf8(in.unsignedInt())));
        define(0x8c, () -> stack.push(in.utf8(in.unsignedByte())));
        define(0x8d, () -> stack.push(in.utf8(in.signedLong())));
        define('U', () -> stack.push(in.latin1(in.unsignedByte())));
        define('T', () -> stack.push(in.latin1(in.signedInt())));
        define('S', () -> stack.push(PickleText.unquoted(in.line())));
        define('V', () -> stack.push(PickleText.unescaped(in.line())));
        define('C', () -> stack.push(in.pythonBytes(in.unsignedByte())));
        define('B', () -> stack.push(in.pythonBytes(in.unsignedInt())));
        define(0x8e, () -> stack.push(in.pythonBytes(in.signedLong())));
        define(0x96, () -> stack.push(in.pythonBytes(in.signedLong())));
    }

    private void defineTuplesAndLists() {
        define('(', stack::mark);
        define(')', () -> stack.push(new PyTuple(List.of())));
        define('t', () -> stack.push(new PyTuple(stack.popToMark())));
        define(0x85, () -> stack.push(new PyTuple(stack.pop(1))));
        define(0x86, () -> stack.push(new PyTuple(stack.pop(2))));
        define(0x87, () -> stack.push(new PyTuple(stack.pop(3))));
        define(']', () -> stack.push(new PyList()));
        define('l', () -> stack.push(list(stack.popToMark())));
        define('a', () -> append(stack.pop(1)));
        define('e', () -> append(stack.popToMark()));
    }

    private static PyList list(List<Object> items) {
        PyList list = new PyList();
        list.addAll(items);
        return list;
    }

    private void append(List<Object> items) {
        if (!(stack.top() instanceof PyList list)) {
            throw new WeightsException("damaged: expected a list, found " + PyTypes.name(stack.top()));
        }
        list.addAll(items);
    }

    private void defineDictsAndSets() {
        define('}', () -> stack.push(new PyDict()));
        define('d', () -> {
            List<Object> items = stack.popToMark();
            stack.push(new PyDict());
            setItems(items);
        });
        define('s', () -> setItems(stack.pop(2)));
        define('u', () -> setItems(stack.popToMark()));
        define(0x8f, () -> stack.push(new PyList()));
        define(0x90, () -> append(stack.popToMark()));
        define(0x91, () -> stack.push(list(stack.popToMark())));
    }

    private void setItems(List<Object> keysAndValues) {
        if (!(stack.top() instanceof PyDict dict)) {
            throw new WeightsException("damaged: expected a dict, found " + PyTypes.name(stack.top()));
        }
        if (keysAndValues.size() % 2 != 0) {
            throw new WeightsException("damaged: a key without a value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            dict.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    private void defineMemo() {
        define('0', stack::pop);
        define('1', stack::popToMark);
        define('2', () -> stack.push(stack.top()));
        define('g', () -> stack.push(recalled(PickleText.index(in.line()))));
        define('h', () -> stack.push(recalled(in.unsignedByte())));
        define('j', () -> stack.push(recalled(in.unsignedInt())));
        define('p', () -> memo.put(PickleText.index(in.line()), stack.top()));
        define('q', () -> memo.put((long) in.unsignedByte(), stack.top()));
        define('r', () -> memo.put(in.unsignedInt(), stack.top()));
        define(0x94, () -> memo.put((long) memo.size(), stack.top()));
    }

    private Object recalled(long index) {
        Object value = memo.get(index);
        if (value == null) {
            throw new WeightsException("damaged: recalls object " + index + ", which was never stored");
        }
        return value;
    }

    private void defineCalls() {
        define(0x80, this::requireProtocol);
        define(0x95, () -> in.bytes(Long.BYTES)); // the length of a frame, which only helps readers of streams
        define('.', () -> stopped = true);
        define('c', () -> stack.push(global(in.line(), in.line())));
        define(0x93, () -> {
            String name = stack.pop(String.class, "a name");
            stack.push(global(stack.pop(String.class, "a module"), name));
        });
        define('Q', () -> stack.push(storage(stack.pop())));
        define('R', this::call);
        define(0x81, this::call);
        define('b', this::setState);
    }

    private void requireProtocol() {
        int protocol = in.unsignedByte();
        if (protocol > HIGHEST_PROTOCOL) {
            throw new WeightsException(
                    "pickle protocol " + protocol + " is unknown; expected up to " + HIGHEST_PROTOCOL);
        }
    }

    private Object global(String module, String name) {
        String full = module + "." + name;
        // Legacy files put the mark "module" before the class of each part of a whole model.
        boolean ofModule = "module".equals(stack.lastOrNull());
        return PyGlobals.find(full)
                .orElseThrow(() -> RefusedGlobal.of(full, ofModule || instanceFollows(), ofModule || stack.isEmpty()));
    }

    /** Whether the class just named is made into an object; only to word the refusal, so bytes may be used up. */
    private boolean instanceFollows() {
        try {
            int code = in.unsignedByte();
            while (code == 'q' || code == 'r' || code == 0x94) {
                in.bytes(code == 'q' ? 1 : code == 'r' ? Integer.BYTES : 0);
                code = in.unsignedByte();
            }
            return code == ')' && in.unsignedByte() == 0x81;
        } catch (WeightsException e) {
            return false;
        }
    }

    private Object storage(Object id) {
        StorageRef storage = StorageRef.ofPersistentId(id);
        StorageRef known = storages.putIfAbsent(storage.key(), storage.whole());
        if (known != null && !known.agreesWith(storage)) {
            throw new WeightsException("storage '" + storage.key() + "' has " + known.count() + " values of type "
                    + known.type().className() + " at one place and " + storage.count() + " of type "
                    + storage.type().className() + " at another");
        }
        return storage;
    }

    private void call() {
        PyTuple arguments = stack.pop(PyTuple.class, "the arguments of a call");
        stack.push(stack.pop(PyCallable.class, "a function").call(arguments, budget));
    }

    /** Attributes of dicts, as the {@code _metadata} of state dicts, say nothing about tensors. */
    private void setState() {
        Object state = stack.pop();
        Object target = stack.top();
        if (target instanceof NumpyType type) {
            type.setState(state);
        } else if (target instanceof PyArray array) {
            array.setState(state, budget);
        } else if (!(target instanceof PyDict || target instanceof StoredTensor || target instanceof UnreadTensor)) {
            throw new WeightsException("damaged: a " + PyTypes.name(target) + " takes no attributes");
        }
    }

    private void defineRefused() {
        Map.of('P', "PERSID", 'i', "INST", 'o', "OBJ").forEach((code, name) -> refuse(code, name));
        Map.of(
                        0x82,
                        "EXT1",
                        0x83,
                        "EXT2",
                        0x84,
                        "EXT4",
                        0x92,
                        "NEWOBJ_EX",
                        0x97,
                        "NEXT_BUFFER",
                        0x98,
                        "READONLY_BUFFER")
                .forEach(this::refuse);
    }

    private void refuse(int code, String name) {
        define(code, () -> {
            throw new WeightsException("the instruction " + name
                    + " has no place in a checkpoint; it is damaged or hostile, and nothing was run");
        });
    }
}
