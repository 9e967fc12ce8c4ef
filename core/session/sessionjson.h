// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "session/sessionreader.h"

namespace quantscope {

// As a session keeps them; images by their numbers in it.
nlohmann::json placeToJson(const SessionPlace&);
SessionPlace placeFromJson(const nlohmann::json&, const std::string& where);

struct SavedQuestion
{
    Question question; // without images
    std::vector<int64_t> images;
};
nlohmann::json savedQuestionToJson(const SavedQuestion&);
SavedQuestion savedQuestionFromJson(const nlohmann::json&, const std::string& where);

}
