// Factorisations behind the stand-in for cuSOLVER. Each returns LAPACK's info.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "blas.h"

namespace simulated {

// A = L Lᵀ in the lower triangle of A, column by column. The number from 1 of the first pivot that is not
// positive (or NaN), or 0.
inline int factorize(int64_t n, View a) {
  for (int64_t j = 0; j < n; j++) {
    if (!(a(j, j) > 0)) {
      return static_cast<int>(j + 1);
    }
    double pivot = std::sqrt(a(j, j));
    a(j, j) = pivot;
    for (int64_t i = j + 1; i < n; i++) {
      a(i, j) /= pivot;
    }
    for (int64_t k = j + 1; k < n; k++) {
      for (int64_t i = k; i < n; i++) {
        a(i, k) -= a(k, j) * a(i, j);
      }
    }
  }
  return 0;
}

// L⁻¹ in place of the lower triangle L. The number from 1 of the first zero on the diagonal, or 0.
inline int invert_triangle(int64_t n, View l, bool unit) {
  for (int64_t j = 0; j < n && !unit; j++) {
    if (l(j, j) == 0) {
      return static_cast<int>(j + 1);
    }
  }
  std::vector<double> column(static_cast<size_t>(n));
  for (int64_t j = n - 1; j >= 0; j--) {
    // L x = eⱼ needs the columns of L from j on; those right of j already hold the inverse M of the
    // block below and right of j: x_below = −M · l_below / l_jj.
    double pivot = unit ? 1.0 : 1.0 / l(j, j);
    for (int64_t i = j + 1; i < n; i++) {
      double sum = 0;
      for (int64_t k = j + 1; k <= i; k++) {
        sum += (k == i && unit ? 1.0 : l(i, k)) * l(k, j);
      }
      column[static_cast<size_t>(i)] = -sum * pivot;
    }
    for (int64_t i = j + 1; i < n; i++) {
      l(i, j) = column[static_cast<size_t>(i)];
    }
    if (!unit) {
      l(j, j) = pivot;
    }
  }
  return 0;
}

// A = V Λ Vᵀ by Jacobi's rotations, row after row (Golub and Van Loan, Matrix Computations, 8.5): values
// ascend, and vectors replace A if wanted, which else is destroyed. 1 if it does not converge, as with NaN.
inline int eigen(int64_t n, View a, bool lower, bool with_vectors, double* values) {
  constexpr int SWEEPS = 50;  // ten suffice for what is finite
  auto size = static_cast<size_t>(n);
  std::vector<double> held(size * size);
  std::vector<double> turned(size * size);
  View s = View::of(held.data(), n);
  View v = View::of(turned.data(), n);
  double scale = 0;
  for (int64_t j = 0; j < n; j++) {
    for (int64_t i = 0; i < n; i++) {
      s(i, j) = (lower ? i >= j : i <= j) ? a(i, j) : a(j, i);
      v(i, j) = i == j ? 1 : 0;
      scale += s(i, j) * s(i, j);
    }
  }
  bool converged = n == 0;
  for (int sweep = 0; sweep < SWEEPS && !converged && std::isfinite(scale); sweep++) {
    double rest = 0;
    for (int64_t q = 1; q < n; q++) {
      for (int64_t p = 0; p < q; p++) {
        rest += s(p, q) * s(p, q);
      }
    }
    converged = rest <= 1e-34 * scale;  // below the rounding of the sum of squares
    for (int64_t q = 1; q < n && !converged; q++) {
      for (int64_t p = 0; p < q; p++) {
        if (s(p, q) == 0) {
          continue;
        }
        double theta = (s(q, q) - s(p, p)) / (2 * s(p, q));
        double t = std::copysign(1.0, theta) / (std::fabs(theta) + std::hypot(1.0, theta));
        double c = 1 / std::hypot(1.0, t);
        double sine = t * c;
        for (int64_t i = 0; i < n; i++) {
          double x = s(i, p);
          double y = s(i, q);
          s(i, p) = c * x - sine * y;
          s(i, q) = sine * x + c * y;
          x = v(i, p);
          y = v(i, q);
          v(i, p) = c * x - sine * y;
          v(i, q) = sine * x + c * y;
        }
        for (int64_t i = 0; i < n; i++) {
          double x = s(p, i);
          double y = s(q, i);
          s(p, i) = c * x - sine * y;
          s(q, i) = sine * x + c * y;
        }
      }
    }
  }
  if (!converged) {
    return 1;
  }
  std::vector<int64_t> order(size);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int64_t x, int64_t y) { return s(x, x) < s(y, y); });
  for (int64_t j = 0; j < n; j++) {
    int64_t from = order[static_cast<size_t>(j)];
    values[j] = s(from, from);
    for (int64_t i = 0; with_vectors && i < n; i++) {
      a(i, j) = v(i, from);
    }
  }
  return 0;
}

}  // namespace simulated
