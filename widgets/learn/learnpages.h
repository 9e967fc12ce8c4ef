// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

class QWidget;

namespace quantscope {

class LearnPage;

// A page of the lessons: a new one is one file and one row in learnpages.cpp.
struct LearnPageRow
{
    const char* id;
    const char* title; // translated in context "LearnPages"
    LearnPage* (*create)(QWidget* parent);
};

std::span<const LearnPageRow> learnPages();

LearnPage* createNumberLinePage(QWidget* parent);
LearnPage* createZeroPointPage(QWidget* parent);
LearnPage* createGranularityPage(QWidget* parent);
LearnPage* createScaleCostPage(QWidget* parent);
LearnPage* createFormatsPage(QWidget* parent);
LearnPage* createBytesPage(QWidget* parent);
LearnPage* createRotationPage(QWidget* parent);
LearnPage* createOnlineHadamardPage(QWidget* parent);
LearnPage* createGptqPage(QWidget* parent);
LearnPage* createStaticDynamicPage(QWidget* parent);
LearnPage* createModalitiesPage(QWidget* parent);
LearnPage* createRmsPage(QWidget* parent);
LearnPage* createLadderPage(QWidget* parent);
LearnPage* createStepsPage(QWidget* parent);
LearnPage* createExercisesPage(QWidget* parent);

}
