// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace quantscope {

// What files, editors and validation need to know of one setting.
struct FieldInfo
{
    std::string_view id; // as written in files
    std::string_view title;
    std::string_view help;
    double min = 0, max = 0; // numbers
    std::vector<std::string> choices = {}; // texts, and numbers with gaps; empty: any
    std::vector<std::string> choiceTitles = {}; // parallel to choices where people read another word, else empty
    bool withoutZero = false; // numbers: 0 lies between min and max but is none
};

// The setting as a member of a plain struct.
template <typename T> struct Field : FieldInfo
{
    using Member = std::variant<int T::*, int64_t T::*, double T::*, bool T::*, std::string T::*>;
    Member member;
};

// Error starts with `place` and says what was expected and what was found.
void readField(bool& target, const FieldInfo&, const nlohmann::json& value, const std::string& place);
void readField(int& target, const FieldInfo&, const nlohmann::json& value, const std::string& place);
void readField(int64_t& target, const FieldInfo&, const nlohmann::json& value, const std::string& place);
void readField(double& target, const FieldInfo&, const nlohmann::json& value, const std::string& place);
void readField(std::string& target, const FieldInfo&, const nlohmann::json& value, const std::string& place);

template <typename T> nlohmann::json fieldValue(const std::type_identity_t<T>& object, const Field<T>& field)
{
    return std::visit([&](auto member) { return nlohmann::json(object.*member); }, field.member);
}

// Error names `where` and the field.
template <typename T>
void setFieldValue(std::type_identity_t<T>& object, const Field<T>& field, const nlohmann::json& value,
                   const std::string& where)
{
    const auto place = where + ": field '" + std::string(field.id) + "'";
    std::visit([&](auto member) { readField(object.*member, field, value, place); }, field.member);
}

// The same field of a struct that inherits it.
template <typename T, typename Base> Field<T> inheritedField(const Field<Base>& field)
{
    const auto convert = []<typename Value>(Value Base::*member) {
        return typename Field<T>::Member(static_cast<Value T::*>(member));
    };
    const FieldInfo& info = field;
    return {info, std::visit(convert, field.member)};
}

}
