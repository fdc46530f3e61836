package org.i3d4j.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Words why a file could not be read or written: the exceptions of file systems often have a bare name for a message. */
public final class IoReason {
    private IoReason() {}

    /**
     * The reason, for a message that has named {@code told}, which it does not name again.
     *
     * @param told a file or folder
     */
    public static String of(IOException e, Path told) {
        if (!(e instanceof FileSystemException failed) || !told.toString().equals(failed.getFile())) {
            return of(e);
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file where a folder is needed";
        }
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof NoSuchFileException) {
            return "it isn't there";
        }
        return failed.getReason() == null ? words(e) : failed.getReason();
    }

    /** The reason, without the name of an exception. */
    public static String of(IOException e) {
        if (e instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is a file where a folder is needed";
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        return e.getMessage() == null ? words(e) : e.getMessage();
    }

    /** Of an exception that has none of its own. */
    private static String words(IOException e) {
        if (e instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "it is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "links lead in a circle";
        }
        return e.getClass().getSimpleName();
    }
}
