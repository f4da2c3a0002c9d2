package com.example.tribuo;

/** A point of the search space: {@code learner} is a choice, its settings are the branches. */
record Candidate(Learner learner) {}
