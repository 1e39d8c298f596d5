#include "pinnacle/image/foreground.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace pinnacle::image {

int otsu_threshold(const Grey& grey) {
  if (grey.empty()) return 0;
  const cv::Mat in(grey.height(), grey.width(), CV_8UC1, const_cast<std::uint8_t*>(grey.values().data()));
  cv::Mat ignored;
  return static_cast<int>(cv::threshold(in, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU));
}

Mask at_most(const Grey& grey, int level) {
  Mask mask(grey.width(), grey.height());
  std::transform(grey.values().begin(), grey.values().end(), mask.values().begin(),
                 [level](std::uint8_t g) { return static_cast<std::uint8_t>(g <= level); });
  return mask;
}

Grey without_objects(const Grey& grey, double widest_px) {
  // A closing of this many coarse pixels is fine enough for what varies slowly, and quick.
  constexpr double kCoarseWidth = 13;
  const double scale = std::min(1.0, kCoarseWidth / std::max(widest_px, 1.0));
  const cv::Mat in(grey.height(), grey.width(), CV_8UC1, const_cast<std::uint8_t*>(grey.values().data()));
  cv::Mat coarse;
  cv::resize(in, coarse, {std::max(1, static_cast<int>(in.cols * scale)), std::max(1, static_cast<int>(in.rows * scale))}, 0, 0, cv::INTER_AREA);
  const int width = std::max(3, static_cast<int>(widest_px * scale) | 1);
  cv::morphologyEx(coarse, coarse, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {width, width}));
  Grey behind(grey.width(), grey.height());
  cv::Mat out(behind.height(), behind.width(), CV_8UC1, behind.values().data());
  cv::resize(coarse, out, out.size(), 0, 0, cv::INTER_LINEAR);
  return behind;
}

Raster<float> distance_to_background(const Mask& mask) {
  cv::Mat framed = cv::Mat::zeros(mask.height() + 2, mask.width() + 2, CV_8UC1);
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) framed.at<std::uint8_t>(y + 1, x + 1) = mask(x, y) != 0;
  }
  cv::Mat distance;
  cv::distanceTransform(framed, distance, cv::DIST_L2, cv::DIST_MASK_5, CV_32F);
  Raster<float> out(mask.width(), mask.height());
  for (int y = 0; y < mask.height(); ++y) std::copy_n(distance.ptr<float>(y + 1) + 1, mask.width(), out.row(y));
  return out;
}

}  // namespace pinnacle::image
