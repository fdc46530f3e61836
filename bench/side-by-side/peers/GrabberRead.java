import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber.ImageMode;

/** Training reads with JavaCV's FFmpegFrameGrabber, which scales with FFmpeg's scaler: PLAN WARMUPS PASSES. */
public final class GrabberRead {
    private static final int FRAMES = 64;
    private static final int RESIZED = 256;
    private static final int CROP = 224;

    private static byte[] read(String file, int first, int top, int left) throws Exception {
        byte[] clip = new byte[FRAMES * CROP * CROP * 3];
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file)) {
            grabber.setVideoOption("threads", "1");
            grabber.setImageWidth(RESIZED);
            grabber.setImageHeight(RESIZED);
            grabber.setImageScalingFlags(swscale.SWS_BILINEAR);
            grabber.setImageMode(ImageMode.COLOR);
            grabber.setPixelFormat(avutil.AV_PIX_FMT_RGB24);
            grabber.start();
            grabber.setVideoFrameNumber(first);
            for (int i = 0; i < FRAMES; i++) {
                Frame frame = grabber.grabImage();
                if (frame == null) {
                    loop(clip, i);
                    break;
                }
                ByteBuffer pixels = (ByteBuffer) frame.image[0];
                for (int y = 0; y < CROP; y++) {
                    int from = (top + y) * frame.imageStride + 3 * left;
                    pixels.get(from, clip, (i * CROP + y) * CROP * 3, CROP * 3);
                }
            }
            grabber.stop();
        }
        return clip;
    }

    /** A video with fewer frames than a clip needs: they begin again. */
    private static void loop(byte[] clip, int frames) {
        int frameBytes = CROP * CROP * 3;
        for (int i = frames; i < FRAMES; i++) {
            System.arraycopy(clip, (i - frames) * frameBytes, clip, i * frameBytes, frameBytes);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String mean(byte[] clip) {
        long sum = 0;
        for (byte level : clip) {
            sum += level & 0xff;
        }
        return String.format(Locale.ROOT, "%.2f", (double) sum / clip.length);
    }

    private static String peakRssMib() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return String.valueOf(Long.parseLong(line.replaceAll("\\D", "")) / 1024);
            }
        }
        return "0";
    }

    public static void main(String[] args) throws Exception {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        List<String[]> reads = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            reads.add(line.split("\t"));
        }
        int warmups = Integer.parseInt(args[1]);
        int passes = Integer.parseInt(args[2]);
        List<String> seconds = new ArrayList<>();
        List<String> means = new ArrayList<>();
        long cpuNanos = 0;
        for (int pass = 0; pass < warmups + passes; pass++) {
            if (pass == warmups) {
                cpuNanos = cpuNanos();
            }
            means.clear();
            long start = System.nanoTime();
            for (String[] read : reads) {
                byte[] clip = read(
                        read[0], Integer.parseInt(read[1]), Integer.parseInt(read[2]), Integer.parseInt(read[3]));
                if (pass == 0 && means.size() < 8) {
                    means.add(mean(clip));
                }
            }
            if (pass >= warmups) {
                seconds.add(String.valueOf((System.nanoTime() - start) / 1e9));
            }
        }
        double cpuMillis = (cpuNanos() - cpuNanos) / 1e6 / passes / reads.size();
        System.out.println("{\"clips\": " + reads.size() + ", \"seconds\": " + seconds
                + ", \"cpu_millis_per_clip\": " + cpuMillis + ", \"peak_rss_mib\": " + peakRssMib() + "}");
    }
}
