package org.i3d4j.torch.distributed.launch;

import java.io.PrintStream;
import java.util.Map;
import org.i3d4j.error.DistributedException;

/** Ends a process whose launcher is gone: one that was killed could not end it. */
public final class ParentWatch {
    /** Where the launcher gives the number of its process. */
    public static final String LAUNCHER_PID = "I3D_LAUNCHER_PID";

    private static final long POLL_MILLIS = 1_000;

    private final long launcherPid;
    private final boolean isChild;

    ParentWatch(long launcherPid) {
        this.launcherPid = launcherPid;
        this.isChild = parentPid() == launcherPid;
    }

    /**
     * From now on this process halts with {@link DistributedException#EXIT_CODE} within about a second of its
     * launcher's end.
     *
     * @param environment as {@link System#getenv()}
     * @param err where to say why
     * @return whether there is a launcher; if not, nothing is done
     */
    public static boolean start(Map<String, String> environment, PrintStream err) {
        String pid = environment.getOrDefault(LAUNCHER_PID, "");
        if (!pid.matches("\\d{1,18}")) {
            return false;
        }
        ParentWatch watch = new ParentWatch(Long.parseLong(pid));
        Thread thread = new Thread(() -> watch.run(err), "launcher watch");
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    private void run(PrintStream err) {
        try {
            while (!launcherIsGone()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            return;
        }
        err.println("i3d: the launcher, process " + launcherPid + ", is gone; ending");
        Runtime.getRuntime().halt(DistributedException.EXIT_CODE);
    }

    /** A dead process that nobody has waited for still looks alive, but it has no children. */
    boolean launcherIsGone() {
        if (isChild) {
            return parentPid() != launcherPid;
        }
        return ProcessHandle.of(launcherPid).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static long parentPid() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L);
    }
}
