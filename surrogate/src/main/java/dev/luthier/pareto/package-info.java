/**
 * Points of several objectives, all minimized: which are best, how much they cover, and how to make
 * one objective of them.
 *
 * <pre>
 *   a dominates b   ⇔   a ≤ b in every objective and a &lt; b in one
 *
 *   y₂ ▲            r    r  reference point
 *      │  a┌─────────┐    abc  the front: what nothing dominates
 *      │   │ b┌──────┤    the hypervolume is the area between front and r
 *      │   └──┤  c┌──┤
 *      │      └───┴──┘
 *      └──────────────► y₁
 * </pre>
 *
 * <p>Pure geometry, in whatever units the objectives have; knows no model and no trial, and depends
 * on nothing but Java.
 */
package dev.luthier.pareto;
