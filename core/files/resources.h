// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace quantscope {

// A file or folder that ships with the product: in $QUANTSCOPE_RESOURCES, beside the installed program
// (../share/quantscope) or in the source tree. Error names every place that was tried.
std::filesystem::path findResource(const std::string& relative);

// The bundled model, its benchmark, and the calibration questions that belong to it.
struct DemoFiles
{
    std::filesystem::path model, data, calibration;
};

DemoFiles demoFiles();

}
