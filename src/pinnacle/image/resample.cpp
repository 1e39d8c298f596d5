#include "pinnacle/image/resample.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pinnacle::image {
namespace {

cv::Mat as_mat(const Grey& grey) {
  return {grey.height(), grey.width(), CV_8UC1, const_cast<std::uint8_t*>(grey.values().data())};
}

cv::Mat as_mat(const Grey16& grey) {
  return {grey.height(), grey.width(), CV_16UC1, const_cast<std::uint16_t*>(grey.values().data())};
}

template <typename T>
Raster<T> warped(const Raster<T>& source, const Affine& m, int width, int height, T fill) {
  Raster<T> target(width, height, fill);
  if (source.empty() || target.empty()) return target;
  cv::Mat out = as_mat(target);
  const cv::Matx23d map(m.a, m.b, m.c, m.d, m.e, m.f);
  cv::warpAffine(as_mat(source), out, map, out.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, fill);
  return target;
}

template <typename T>
Raster<T> blurred_by(const Raster<T>& source, double sigma_px) {
  if (sigma_px <= 0 || source.empty()) return source;
  Raster<T> target(source.width(), source.height());
  cv::Mat out = as_mat(target);
  cv::GaussianBlur(as_mat(source), out, {}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
  return target;
}

}  // namespace

Grey warp(const Grey& source, const Affine& m, int width, int height, std::uint8_t fill) {
  return warped(source, m, width, height, fill);
}

Grey16 warp(const Grey16& source, const Affine& m, int width, int height, std::uint16_t fill) {
  return warped(source, m, width, height, fill);
}

Grey warp_rows(const Grey& source, const std::vector<SourceRow>& rows, int width, std::uint8_t fill) {
  Grey target(width, static_cast<int>(rows.size()), fill);
  if (source.empty() || target.empty()) return target;
  cv::Mat from_x(target.height(), width, CV_32FC1), from_y(target.height(), width, CV_32FC1);
  for (int y = 0; y < target.height(); ++y) {
    const auto& row = rows[static_cast<std::size_t>(y)];
    auto* xs = from_x.ptr<float>(y);
    auto* ys = from_y.ptr<float>(y);
    for (int x = 0; x < width; ++x) {
      const auto place = row.start + row.step * x;
      xs[x] = static_cast<float>(place.x);
      ys[x] = static_cast<float>(place.y);
    }
  }
  cv::Mat out = as_mat(target);
  cv::remap(as_mat(source), out, from_x, from_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT, fill);
  return target;
}

Grey resized(const Grey& source, double scale) {
  PINNACLE_CHECK(scale > 0, "an image is not scaled by nothing");
  const auto side = [scale](int px) { return std::max(1, static_cast<int>(std::lround(px * scale))); };
  Grey target(side(source.width()), side(source.height()));
  if (source.empty()) return target;
  cv::Mat out = as_mat(target);
  cv::resize(as_mat(source), out, out.size(), 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return target;
}

Grey blurred(const Grey& source, double sigma_px) { return blurred_by(source, sigma_px); }

Grey16 blurred(const Grey16& source, double sigma_px) { return blurred_by(source, sigma_px); }

}  // namespace pinnacle::image
