package dev.luthier.gpu;

/** Our kernels. A symbol is the name in the source. */
enum KernelName {
  // algebra.cu
  PACK_POINTS("packPoints", "ppmipl"),
  // covariance.cu
  COVARIANCE("covariance", "ppplipm"),
  CROSS_COVARIANCE("crossCovariance", "pppliplim"),
  // gradient.cu
  COVARIANCE_GRADIENT("covarianceGradient", "ppplimiip"),
  SUM_SLOTS("sumSlots", "ppplp"),
  POINT_GRADIENT("pointGradient", "pppliplimiiip"),
  SUM_POINTS("sumPoints", "ppplimii"),
  // dense.cu
  FILL("fill", "miid"),
  COPY("copy", "mmii"),
  SCALE("scale", "miidi"),
  COPY_LOWER("copyLower", "mmi"),
  CLEAR_UPPER("clearUpper", "mmi"),
  SCALE_COLUMNS("scaleColumns", "miip"),
  ADD_TO_DIAGONAL("addToDiagonal", "mid"),
  SYMMETRIC_MULTIPLY("symmetricMultiply", "mimipl"),
  LONG_PRODUCTS("longProducts", "dpllpllidmi"),
  SUM_SHARES("sumShares", "dplidmii"),
  // factor.cu
  FIRST_BAD_PIVOT("firstBadPivot", "mip"),
  PIVOT_BEGIN("pivotBegin", "mipp"),
  PIVOT_CHOOSE("pivotChoose", "iidipp"),
  PIVOT_ELIMINATE("pivotEliminate", "mimipp"),
  RANK_ONE_UPDATE("rankOneUpdate", "midppp"),
  ALL_FINITE("allFinite", "mip"),
  // reduce.cu
  LOG_DIAGONAL_SUM("logDiagonalSum", "mip"),
  COLUMN_DOTS("columnDots", "mmip"),
  DIAGONAL("diagonal", "mip"),
  // features.cu
  FOURIER_FEATURES("fourierFeatures", "miipmim"),
  FOURIER_SLOPES("fourierSlopes", "miipmimim"),
  // studies.cu
  STUDY_LIKELIHOODS("studyLikelihoods", "ppppippmim");

  private final String symbol;
  private final String parameters;

  /**
   * A kernel.
   *
   * @param parameters one letter each: {@code m} a matrix (its address and its stride), {@code p}
   *     another address, {@code l} a long, {@code i} an int, {@code d} a double
   */
  KernelName(String symbol, String parameters) {
    this.symbol = symbol;
    this.parameters = parameters;
  }

  String symbol() {
    return symbol;
  }

  String parameters() {
    return parameters;
  }
}
