/**
 * Zip archives (<a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE</a>) as PyTorch makes
 * them: members are found by the directory at the end and read in parts. {@link java.util.zip.ZipFile} compares no checksums
 * and lets members overlap or share a name, which honest checkpoints have no use for.
 */
@NullMarked
package org.i3d4j.weights.pickle.zip;

import org.jspecify.annotations.NullMarked;
