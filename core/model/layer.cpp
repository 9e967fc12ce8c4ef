// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layer.h"

#include <algorithm>
#include <array>

namespace quantscope {
namespace {

struct RoleRow
{
    Role role;
    std::string_view id;
    bool readsStream;
    bool writesStream;
};

constexpr std::array roleTable{
    RoleRow{Role::PatchEmbedding, "patch_embedding", false, true},
    RoleRow{Role::AttentionInput, "attention_input", true, false},
    RoleRow{Role::Query, "query", true, false},
    RoleRow{Role::Key, "key", true, false},
    RoleRow{Role::Value, "value", true, false},
    RoleRow{Role::AttentionOutput, "attention_output", false, true},
    RoleRow{Role::MlpUp, "mlp_up", true, false},
    RoleRow{Role::MlpGate, "mlp_gate", true, false},
    RoleRow{Role::MlpInput, "mlp_input", true, false},
    RoleRow{Role::MlpDown, "mlp_down", false, true},
    RoleRow{Role::ProjectorIn, "projector_in", true, false},
    RoleRow{Role::ProjectorOut, "projector_out", false, true},
    RoleRow{Role::Head, "head", true, false},
};

constexpr std::array towers{Tower::Vision, Tower::Projector, Tower::Llm};
constexpr std::array<std::string_view, 3> towerIds{"vision", "projector", "llm"};

constexpr auto roles = [] {
    std::array<Role, roleTable.size()> all{};
    for (size_t i = 0; i < all.size(); ++i)
        all[i] = roleTable[i].role;
    return all;
}();

const RoleRow& row(Role role)
{
    return roleTable[static_cast<size_t>(role)];
}

}

std::string_view towerId(Tower tower)
{
    return towerIds[static_cast<size_t>(tower)];
}

std::string_view roleId(Role role)
{
    return row(role).id;
}

std::optional<Tower> towerFromId(std::string_view id)
{
    for (const Tower tower : towers)
        if (towerId(tower) == id)
            return tower;
    return {};
}

std::optional<Role> roleFromId(std::string_view id)
{
    for (const auto& entry : roleTable)
        if (entry.id == id)
            return entry.role;
    return {};
}

size_t firstLayerOf(std::span<const Layer> layers, Tower tower)
{
    const auto first =
        std::find_if(layers.begin(), layers.end(), [tower](const Layer& layer) { return layer.tower == tower; });
    return static_cast<size_t>(first - layers.begin());
}

std::span<const Tower> allTowers()
{
    return towers;
}

std::span<const Role> allRoles()
{
    return roles;
}

Stream streamRead(const Layer& layer)
{
    if (!row(layer.role).readsStream)
        return Stream::None;
    return layer.tower == Tower::Llm ? Stream::Llm : Stream::Vision;
}

Stream streamWritten(const Layer& layer)
{
    if (!row(layer.role).writesStream)
        return Stream::None;
    return layer.tower == Tower::Vision ? Stream::Vision : Stream::Llm;
}

bool takesOnlineHadamard(const Layer& layer)
{
    return layer.role == Role::MlpDown || layer.role == Role::ProjectorOut;
}

}
