package dev.luthier.gpu;

/** Our kernels. A symbol is the name in the source. */
enum KernelName {
  // algebra.cu
  PACK_POINTS("packPoints"),
  // covariance.cu
  COVARIANCE("covariance"),
  CROSS_COVARIANCE("crossCovariance"),
  // gradient.cu
  COVARIANCE_GRADIENT("covarianceGradient"),
  SUM_SLOTS("sumSlots"),
  POINT_GRADIENT("pointGradient"),
  SUM_POINTS("sumPoints"),
  // dense.cu
  FILL("fill"),
  COPY_LOWER("copyLower"),
  CLEAR_UPPER("clearUpper"),
  SCALE_COLUMNS("scaleColumns"),
  ADD_TO_DIAGONAL("addToDiagonal"),
  SYMMETRIC_MULTIPLY("symmetricMultiply"),
  SUM_SHARES("sumShares"),
  // factor.cu
  FIRST_BAD_PIVOT("firstBadPivot"),
  PIVOT_BEGIN("pivotBegin"),
  PIVOT_CHOOSE("pivotChoose"),
  PIVOT_ELIMINATE("pivotEliminate"),
  RANK_ONE_UPDATE("rankOneUpdate"),
  ALL_FINITE("allFinite"),
  // reduce.cu
  LOG_DIAGONAL_SUM("logDiagonalSum"),
  COLUMN_DOTS("columnDots"),
  DIAGONAL("diagonal"),
  // features.cu
  FOURIER_FEATURES("fourierFeatures"),
  FOURIER_SLOPES("fourierSlopes");

  private final String symbol;

  KernelName(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }
}
