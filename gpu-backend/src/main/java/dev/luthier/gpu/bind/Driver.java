package dev.luthier.gpu.bind;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The driver, {@code libcuda.so.1}: devices, streams, memory, modules. Thread-safe; most functions
 * need a current context ({@link #cuCtxSetCurrent}). Names are the documented ones; the symbols of
 * some end in {@code _v2}, as in {@code cuda.h}.
 */
public final class Driver {

  /** {@code CU_STREAM_NON_BLOCKING}: independent of the default stream. */
  public static final int STREAM_NON_BLOCKING = 1;

  /** {@code CU_EVENT_DISABLE_TIMING}: cheaper. */
  public static final int EVENT_DISABLE_TIMING = 2;

  /** {@code CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR}. */
  public static final int COMPUTE_CAPABILITY_MAJOR = 75;

  /** {@code CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR}. */
  public static final int COMPUTE_CAPABILITY_MINOR = 76;

  /** {@code CU_DEVICE_ATTRIBUTE_SINGLE_TO_DOUBLE_PRECISION_PERF_RATIO}. */
  public static final int SINGLE_TO_DOUBLE_RATIO = 87;

  /** {@code CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED}. */
  public static final int MEMORY_POOLS_SUPPORTED = 115;

  /** {@code CU_MEMPOOL_ATTR_RELEASE_THRESHOLD}: bytes that a pool keeps although free. */
  public static final int POOL_RELEASE_THRESHOLD = 4;

  /** {@code CU_MEMORYTYPE_HOST}. */
  public static final int MEMORY_HOST = 1;

  /** {@code CU_MEMORYTYPE_DEVICE}. */
  public static final int MEMORY_DEVICE = 2;

  private static final int ERROR_INVALID_VALUE = 1;
  private static final int ERROR_OUT_OF_MEMORY = 2;
  private static final int ERROR_INVALID_IMAGE = 200;
  private static final int ERROR_NO_BINARY_FOR_GPU = 209;
  private static final int ERROR_INVALID_HANDLE = 400;
  private static final int ERROR_NOT_FOUND = 500;
  private static final int ERROR_LAUNCH_OUT_OF_RESOURCES = 701;
  private static final int ERROR_NOT_SUPPORTED = 801;

  private final MethodHandle init;
  private final MethodHandle driverGetVersion;
  private final MethodHandle getErrorName;
  private final MethodHandle deviceGetCount;
  private final MethodHandle deviceGet;
  private final MethodHandle deviceGetName;
  private final MethodHandle deviceGetAttribute;
  private final MethodHandle deviceTotalMem;
  private final MethodHandle devicePrimaryCtxRetain;
  private final MethodHandle devicePrimaryCtxRelease;
  private final MethodHandle ctxSetCurrent;
  private final MethodHandle streamCreate;
  private final MethodHandle streamDestroy;
  private final MethodHandle streamSynchronize;
  private final MethodHandle streamWaitEvent;
  private final MethodHandle eventCreate;
  private final MethodHandle eventRecord;
  private final MethodHandle eventSynchronize;
  private final MethodHandle eventDestroy;
  private final MethodHandle memGetInfo;
  private final MethodHandle deviceGetDefaultMemPool;
  private final MethodHandle memPoolSetAttribute;
  private final MethodHandle memPoolTrimTo;
  private final MethodHandle memAllocAsync;
  private final MethodHandle memFreeAsync;
  private final MethodHandle memHostAlloc;
  private final MethodHandle memFreeHost;
  private final MethodHandle memcpyHtoDAsync;
  private final MethodHandle memcpyDtoHAsync;
  private final MethodHandle memcpy2DAsync;
  private final MethodHandle moduleLoadData;
  private final MethodHandle moduleUnload;
  private final MethodHandle moduleGetFunction;
  private final MethodHandle launchKernel;

  /**
   * Finds all functions.
   *
   * @throws UnsatisfiedLinkError naming the first that is missing: the driver is too old
   */
  public Driver(CudaLibrary library) {
    init = library.status("cuInit", "i");
    driverGetVersion = library.status("cuDriverGetVersion", "p");
    getErrorName = library.status("cuGetErrorName", "ip");
    deviceGetCount = library.status("cuDeviceGetCount", "p");
    deviceGet = library.status("cuDeviceGet", "pi");
    deviceGetName = library.status("cuDeviceGetName", "pii");
    deviceGetAttribute = library.status("cuDeviceGetAttribute", "pii");
    deviceTotalMem = library.status("cuDeviceTotalMem_v2", "pi");
    devicePrimaryCtxRetain = library.status("cuDevicePrimaryCtxRetain", "pi");
    devicePrimaryCtxRelease = library.status("cuDevicePrimaryCtxRelease_v2", "i");
    ctxSetCurrent = library.status("cuCtxSetCurrent", "l");
    streamCreate = library.status("cuStreamCreate", "pi");
    streamDestroy = library.status("cuStreamDestroy_v2", "l");
    streamSynchronize = library.status("cuStreamSynchronize", "l");
    streamWaitEvent = library.status("cuStreamWaitEvent", "lli");
    eventCreate = library.status("cuEventCreate", "pi");
    eventRecord = library.status("cuEventRecord", "ll");
    eventSynchronize = library.status("cuEventSynchronize", "l");
    eventDestroy = library.status("cuEventDestroy_v2", "l");
    memGetInfo = library.status("cuMemGetInfo_v2", "pp");
    deviceGetDefaultMemPool = library.status("cuDeviceGetDefaultMemPool", "pi");
    memPoolSetAttribute = library.status("cuMemPoolSetAttribute", "lip");
    memPoolTrimTo = library.status("cuMemPoolTrimTo", "ll");
    memAllocAsync = library.status("cuMemAllocAsync", "pll");
    memFreeAsync = library.status("cuMemFreeAsync", "ll");
    memHostAlloc = library.status("cuMemHostAlloc", "pli");
    memFreeHost = library.status("cuMemFreeHost", "p");
    memcpyHtoDAsync = library.status("cuMemcpyHtoDAsync_v2", "lpll");
    memcpyDtoHAsync = library.status("cuMemcpyDtoHAsync_v2", "plll");
    memcpy2DAsync = library.status("cuMemcpy2DAsync_v2", "pl");
    moduleLoadData = library.status("cuModuleLoadData", "pp");
    moduleUnload = library.status("cuModuleUnload", "l");
    moduleGetFunction = library.status("cuModuleGetFunction", "plp");
    launchKernel = library.status("cuLaunchKernel", "liiiiiiilpp");
  }

  /** Starts the driver; returns the status, since here a failure is an answer. */
  public int cuInit(int flags) {
    return Status.of("cuInit", () -> (int) init.invokeExact(flags));
  }

  /** 1000 × major + 10 × minor of the newest CUDA that the driver supports, an int. */
  public void cuDriverGetVersion(MemorySegment version) {
    check("cuDriverGetVersion", () -> (int) driverGetVersion.invokeExact(version));
  }

  /** The name of an error, for example {@code CUDA_ERROR_NO_DEVICE}, with its number. */
  public String errorName(int status) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ValueLayout.ADDRESS);
      int found = Status.of("cuGetErrorName", () -> (int) getErrorName.invokeExact(status, text));
      return found == Status.SUCCESS
          ? CText.at(text.get(ValueLayout.ADDRESS, 0)) + " (" + status + ")"
          : "an error without a name (" + status + ")";
    }
  }

  /** The number of devices, an int. */
  public void cuDeviceGetCount(MemorySegment count) {
    check("cuDeviceGetCount", () -> (int) deviceGetCount.invokeExact(count));
  }

  /** The handle of the device of an ordinal, an int. */
  public void cuDeviceGet(MemorySegment device, int ordinal) {
    check("cuDeviceGet", () -> (int) deviceGet.invokeExact(device, ordinal));
  }

  /** The name of a device, ended by a zero. */
  public void cuDeviceGetName(MemorySegment name, int length, int device) {
    check("cuDeviceGetName", () -> (int) deviceGetName.invokeExact(name, length, device));
  }

  /** An attribute of a device, an int. */
  public void cuDeviceGetAttribute(MemorySegment value, int attribute, int device) {
    check(
        "cuDeviceGetAttribute",
        () -> (int) deviceGetAttribute.invokeExact(value, attribute, device));
  }

  /** The bytes of memory of a device. */
  public void cuDeviceTotalMem(MemorySegment bytes, int device) {
    check("cuDeviceTotalMem", () -> (int) deviceTotalMem.invokeExact(bytes, device));
  }

  /** The context that all of a process share on a device, counted. */
  public void cuDevicePrimaryCtxRetain(MemorySegment context, int device) {
    check(
        "cuDevicePrimaryCtxRetain",
        () -> (int) devicePrimaryCtxRetain.invokeExact(context, device));
  }

  /** Undoes one {@link #cuDevicePrimaryCtxRetain}. */
  public void cuDevicePrimaryCtxRelease(int device) {
    check("cuDevicePrimaryCtxRelease", () -> (int) devicePrimaryCtxRelease.invokeExact(device));
  }

  /** Makes a context that of the calling thread. */
  public void cuCtxSetCurrent(long context) {
    check("cuCtxSetCurrent", () -> (int) ctxSetCurrent.invokeExact(context));
  }

  /** A new stream. */
  public void cuStreamCreate(MemorySegment stream, int flags) {
    check("cuStreamCreate", () -> (int) streamCreate.invokeExact(stream, flags));
  }

  /** Ends a stream when it has done what is queued. */
  public void cuStreamDestroy(long stream) {
    check("cuStreamDestroy", () -> (int) streamDestroy.invokeExact(stream));
  }

  /** Waits. What went wrong on the stream since it was last asked shows here. */
  public void cuStreamSynchronize(long stream) {
    check("cuStreamSynchronize", () -> (int) streamSynchronize.invokeExact(stream));
  }

  /** What is queued on the stream from now on waits for the event. */
  public void cuStreamWaitEvent(long stream, long event, int flags) {
    check("cuStreamWaitEvent", () -> (int) streamWaitEvent.invokeExact(stream, event, flags));
  }

  /** A new event. */
  public void cuEventCreate(MemorySegment event, int flags) {
    check("cuEventCreate", () -> (int) eventCreate.invokeExact(event, flags));
  }

  /** The event happens when the stream has come here. */
  public void cuEventRecord(long event, long stream) {
    check("cuEventRecord", () -> (int) eventRecord.invokeExact(event, stream));
  }

  /** Waits for an event. */
  public void cuEventSynchronize(long event) {
    check("cuEventSynchronize", () -> (int) eventSynchronize.invokeExact(event));
  }

  /** Ends an event. */
  public void cuEventDestroy(long event) {
    check("cuEventDestroy", () -> (int) eventDestroy.invokeExact(event));
  }

  /** Free and total bytes of the current device. */
  public void cuMemGetInfo(MemorySegment free, MemorySegment total) {
    check("cuMemGetInfo", () -> (int) memGetInfo.invokeExact(free, total));
  }

  /** The memory pool of a device. */
  public void cuDeviceGetDefaultMemPool(MemorySegment pool, int device) {
    check(
        "cuDeviceGetDefaultMemPool", () -> (int) deviceGetDefaultMemPool.invokeExact(pool, device));
  }

  /** Sets an attribute of a pool. */
  public void cuMemPoolSetAttribute(long pool, int attribute, MemorySegment value) {
    check(
        "cuMemPoolSetAttribute",
        () -> (int) memPoolSetAttribute.invokeExact(pool, attribute, value));
  }

  /** Gives back to the device what a pool keeps beyond so many bytes. */
  public void cuMemPoolTrimTo(long pool, long bytes) {
    check("cuMemPoolTrimTo", () -> (int) memPoolTrimTo.invokeExact(pool, bytes));
  }

  /** Memory, for what is queued on the stream from now on. */
  public void cuMemAllocAsync(MemorySegment address, long bytes, long stream) {
    check("cuMemAllocAsync", () -> (int) memAllocAsync.invokeExact(address, bytes, stream));
  }

  /** Frees memory when the stream has come here. */
  public void cuMemFreeAsync(long address, long stream) {
    check("cuMemFreeAsync", () -> (int) memFreeAsync.invokeExact(address, stream));
  }

  /** Memory of the host that the device can read and write. */
  public void cuMemHostAlloc(MemorySegment address, long bytes, int flags) {
    check("cuMemHostAlloc", () -> (int) memHostAlloc.invokeExact(address, bytes, flags));
  }

  /** Frees what {@link #cuMemHostAlloc} gave. */
  public void cuMemFreeHost(MemorySegment address) {
    check("cuMemFreeHost", () -> (int) memFreeHost.invokeExact(address));
  }

  /** Copies bytes to the device. */
  public void cuMemcpyHtoDAsync(long to, MemorySegment from, long bytes, long stream) {
    check("cuMemcpyHtoDAsync", () -> (int) memcpyHtoDAsync.invokeExact(to, from, bytes, stream));
  }

  /** Copies bytes to the host. */
  public void cuMemcpyDtoHAsync(MemorySegment to, long from, long bytes, long stream) {
    check("cuMemcpyDtoHAsync", () -> (int) memcpyDtoHAsync.invokeExact(to, from, bytes, stream));
  }

  /** Copies a rectangle, described by {@link RectangleCopy}. */
  public void cuMemcpy2DAsync(MemorySegment copy, long stream) {
    check("cuMemcpy2DAsync", () -> (int) memcpy2DAsync.invokeExact(copy, stream));
  }

  /** Loads compiled kernels into the current context. */
  public void cuModuleLoadData(MemorySegment module, MemorySegment image) {
    check("cuModuleLoadData", () -> (int) moduleLoadData.invokeExact(module, image));
  }

  /** Unloads a module. */
  public void cuModuleUnload(long module) {
    check("cuModuleUnload", () -> (int) moduleUnload.invokeExact(module));
  }

  /** A kernel by its name. */
  public void cuModuleGetFunction(MemorySegment function, long module, MemorySegment name) {
    check("cuModuleGetFunction", () -> (int) moduleGetFunction.invokeExact(function, module, name));
  }

  /** Queues a kernel. */
  public void cuLaunchKernel(
      long function,
      int gridX,
      int gridY,
      int gridZ,
      int blockX,
      int sharedBytes,
      long stream,
      MemorySegment parameters) {
    check(
        "cuLaunchKernel",
        () ->
            (int)
                launchKernel.invokeExact(
                    function,
                    gridX,
                    gridY,
                    gridZ,
                    blockX,
                    1,
                    1,
                    sharedBytes,
                    stream,
                    parameters,
                    MemorySegment.NULL));
  }

  private void check(String function, Status.Call call) {
    Status.require(function, this::meaning, call);
  }

  private RuntimeException meaning(String function, int status) {
    return switch (status) {
      case ERROR_OUT_OF_MEMORY -> Status.noMemory(function);
      case ERROR_INVALID_VALUE,
          ERROR_INVALID_IMAGE,
          ERROR_NO_BINARY_FOR_GPU,
          ERROR_INVALID_HANDLE,
          ERROR_NOT_FOUND,
          ERROR_LAUNCH_OUT_OF_RESOURCES,
          ERROR_NOT_SUPPORTED ->
          Status.refused(function, errorName(status));
      default -> Status.lost(function, errorName(status));
    };
  }
}
