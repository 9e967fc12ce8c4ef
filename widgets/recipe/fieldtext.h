// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include "model/layer.h"
#include "quant/scheme.h"

namespace quantscope {

// How people read the fields of Scheme. A field that is not known here still gets its own title, under "More".
enum class FieldSide { Weights, Activations };

FieldSide fieldSide(const SchemeField&);
bool isAdvancedField(const SchemeField&);
bool isCommonColumn(const SchemeField&); // shown in tables unless the user chose otherwise
bool isRmsField(const SchemeField&); // concerns down projections only
// Whether any layer of the tower, or this layer, can use the field.
bool concerns(const SchemeField&, Tower);
bool concerns(const SchemeField&, const Layer&);

QString fieldTitle(const SchemeField&); // "Weight bits"
QString fieldLabel(const SchemeField&); // "Group", where other fields of its side stand around it
QString fieldColumn(const SchemeField&); // "W bits"
QString fieldHelp(const SchemeField&);
QString wholeRangeText(const SchemeField&); // what -1 means: a group of all, or a choice by itself
QString shortRangeText(const SchemeField&); // the same in one short word

QVariant fieldVariant(const nlohmann::json&);
nlohmann::json fieldJson(const SchemeField&, const QVariant&);
QString fieldValueText(const SchemeField&, const QVariant&); // "4", "Round to nearest", "whole row", "on"
QString shortValueText(const SchemeField&, const QVariant&); // "4", "RTN", …: for cells
// "weight bits 4", for undo and messages.
QString fieldPhrase(const SchemeField&, const QVariant&);

QString shortTowerTitle(Tower); // "LLM"

// Why the field does nothing for a layer with this scheme; empty when it does something.
QString noEffectReason(const Scheme&, const SchemeField&);

}
